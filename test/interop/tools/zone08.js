import 'zone.js08';

export { records, run } from './zoneRecords.js';
