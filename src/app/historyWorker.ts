// The entry point of the worker of a `HistoryStore`.
import { startHistoryWorker } from '../history/startHistoryWorker.js';
import { countStoredOverview, storedOverview } from '../overview/figures/storedOverview.js';

startHistoryWorker({ [storedOverview.name]: countStoredOverview });
