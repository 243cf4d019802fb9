// Taken at the start: pages of the old days have been seen to write `var URL = '/api'`.
export const { FormData, Proxy, ReadableStream, Reflect, Request, URL, URLSearchParams } = globalThis;
