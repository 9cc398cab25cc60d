import { story } from './places.ts';

// One name a file of stories, for the maps of what covers what.

export const addressing = story('addressing');
export const adoption = story('adoption');
export const aliases = story('aliases');
export const assign = story('assign');
export const availableSlots = story('available-slots');
export const bodies = story('bodies');
export const booking = story('booking');
export const bulk = story('bulk-create');
export const capacity = story('capacity');
export const conventions = story('conventions');
export const cors = story('cors');
export const deletion = story('delete');
export const edit = story('edit');
export const editParties = story('edit-parties');
export const editRights = story('edit-rights');
export const editStatus = story('edit-status');
export const editTime = story('edit-time');
export const historyList = story('history-list');
export const lifecycle = story('lifecycle');
export const list = story('list');
export const lyingPeers = story('lying-peers');
export const names = story('names');
export const namesCache = story('names-cache');
export const otherBodies = story('other-bodies');
export const rabbitmq = story('processes/rabbitmq');
export const races = story('processes/races');
export const reports = story('reports');
export const reschedule = story('reschedule');
export const signIn = story('sign-in');
export const slotList = story('slot-list');
export const slotRaces = story('slot-races');
export const standingAlone = story('standing-alone');
export const stats = story('stats');
export const timeSlots = story('time-slots');
export const visibility = story('visibility');
