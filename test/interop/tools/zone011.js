import 'zone.js011';

export { records, run } from './zoneRecords.js';
