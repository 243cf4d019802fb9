import 'zone.js';

export { records, run } from './zoneRecords.js';
