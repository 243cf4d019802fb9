/** The attribute of an option: `data-backend-origins` for `backendOrigins`. */
export const attributeOf = (option: string): string =>
  `data-${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
