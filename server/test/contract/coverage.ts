import { type Place, RECORDED, rule, story } from './places.ts';
import {
  addressing,
  adoption,
  aliases,
  assign,
  availableSlots,
  bodies,
  booking,
  bulk,
  capacity,
  conventions,
  cors,
  deletion,
  edit,
  editParties,
  editRights,
  editStatus,
  editTime,
  historyList,
  lifecycle,
  list,
  lyingPeers,
  names,
  namesCache,
  otherBodies,
  rabbitmq,
  races,
  reports,
  reschedule,
  signIn,
  slotList,
  standingAlone,
  stats,
  visibility,
} from './stories.ts';

/** The traps of contract section 8. */
export const TRAPS: Readonly<Record<number, readonly Place[]>> = {
  1: [
    signIn('the role is read from user_role, the one that is signed'),
    visibility('every caller gets what the role and the ownership allow'),
  ],
  2: [
    signIn('a token that %s is refused'),
    signIn('a token that is signed otherwise is refused'),
    rule('http/authenticate-key-set')("an algorithm does not fit another algorithm's key"),
  ],
  3: [
    signIn('a login that cannot be handed on is 503, never 401'),
    lyingPeers('nothing is booked on an answer that'),
    editRights('who may edit'),
  ],
  4: [
    rule('http/paging')('the envelope has its four keys in order'),
    reports('is a bare array of all statuses, newest first'),
    historyList('is written by moves, not by the booking, and read newest first'),
  ],
  5: [
    list('a hundred equal rows come once each, twenty a page: %s'),
    bodies('unknown ones are ignored'),
  ],
  6: [list('filters'), reports('takes the filters of the list: %s')],
  7: [list('an appointment in a list has eleven keys, in order')],
  8: [
    names('nobody assigned has no name, and a car that is gone is unknown'),
    list('an appointment has twenty-four keys, in order, in the formats of the platform'),
  ],
  9: [
    list('an appointment has twenty-four keys, in order, in the formats of the platform'),
    story('spellings')('however they came: %s'),
  ],
  10: [
    rule('http/values')('the time $input is read as $time'),
    otherBodies('%s'),
    bodies('unknown and read-only keys are ignored'),
  ],
  11: [lifecycle('confirming moves nothing, whatever else is sent: %o')],
  12: [otherBodies("the admin screen's names")],
  13: [
    editStatus('a status that %s PATCHes is the action of that name'),
    editRights('may write %o'),
  ],
  14: [
    edit('is reported by an employee while %s'),
    edit('is kept when the work is completed, by the action and by PATCH'),
  ],
  15: [
    standingAlone('an employee service that waits for our answer before it answers us is answered'),
  ],
  16: [
    names('peers that %s cost the names and about a second'),
    names('a list asks once for each person and car'),
  ],
  17: [
    names('an employee does not learn who the customer is, and hides it from nobody else'),
    namesCache(
      'an employee who is not told a name takes it from nobody, and is shown it once it is known',
    ),
  ],
  // The stand-in answers the full record to admins only, as the real service does.
  18: [assign('an employee gets the job; the record names who, and nobody is told')],
  19: [
    assign(
      'an employee who never signed in to the employee service is vouched for by the accounts',
    ),
  ],
  // The stand-in gives each profile a row id of its own.
  20: [
    booking(
      'a car is booked, confirmed, assigned, serviced, and everybody who should know is told',
    ),
  ],
  21: [
    booking('a booking is told every problem it has, in one answer'),
    editParties('that nobody has, or of another, is refused'),
  ],
  22: [rule('notifications/messages.rules')('%s goes to the customer with the type APPOINTMENT')],
  23: [rabbitmq('a message that would block the consumer never gets there, and holds up no other')],
  24: [
    rabbitmq('a queue of other arguments is left as it is, and used'),
    rabbitmq(
      'while there is no queue messages wait, and they arrive within two seconds of its declaration',
    ),
  ],
  25: [story('spellings')('however they came: %s')],
  26: [
    assign('an employee gets the job; the record names who, and nobody is told'),
    rabbitmq('each admin gets exactly the message of the contract, and of nothing but bookings'),
  ],
  27: [aliases('an alias answers what its path answers'), aliases('an alias writes')],
  28: [
    aliases('the task list of the admin screen does not exist, and says so in JSON'),
    bodies('a failure is told as JSON with a detail, and nothing else'),
    conventions('%s is no path'),
  ],
  29: [
    conventions('GET %s is sent on, without a token'),
    addressing('a write without its slash is served, as a redirect would lose its body'),
  ],
  30: [cors('a browser of %s is let in'), cors('adds to the built-in origins: %s')],
  31: [
    adoption('ends with the same columns as a fresh one'),
    story('adoption-rollback')('it inserts, overbooking as ever, and the API shows it'),
    story('adoption-dirty-rows')('takes one when fewer than its places are left of the nine'),
  ],
  32: [
    rule('platform/pg-values')('the date %s stays text'),
    rule('platform/pg-values')('the timestamp $stored is $wire on the wire'),
    list('a hundred equal rows come once each, twenty a page: %s'),
    stats('%s sees them counted by status and by type'),
  ],
  33: [
    rule('directory/cache-entries.shapes')('a text that is %s is not believed'),
    story('redis-garbage')('%s: the right names are shown, and kept instead'),
  ],
  34: [
    capacity('a slot takes as many jobs a minute as it has places'),
    capacity('10:01 does not pass a full 10:00, and 11:00 is free'),
  ],
  35: [
    reschedule('an appointment never stands in its own way'),
    editTime('it never stands in its own way'),
    assign('giving the job to whoever has it already changes nothing'),
  ],
  36: [
    capacity('a day without slots is open at any time, up to the default limit'),
    bulk('$what: $from to $to'),
  ],
  37: [
    availableSlots('that are all blocked leave none, not the default hours'),
    availableSlots('have an hour each from nine to five, Monday to Friday'),
  ],
  38: [races('two hundred customers race for three places and three get in')],
  39: [
    booking("what only staff may decide is dropped from a customer's booking"),
    editRights('nobody changes who entered an appointment'),
    RECORDED,
  ],
  40: [
    booking('a booking is told every problem it has, in one answer'),
    lifecycle('what the lifecycle forbids is refused and changes nothing'),
  ],
  41: [edit('%s keeps the optional fields that are left out, whatever their defaults')],
  42: [
    list('malformed values are refused by field, all of them'),
    reports('names every filter that cannot be read'),
    historyList('that cannot be read is told by its name'),
    slotList('$query is $status'),
    availableSlots('a question that cannot be answered is refused'),
  ],
  43: [
    deletion('keeps its history for staff, and for staff alone'),
    story('adoption-ownership')('history lines of appointments that are gone are for staff alone'),
  ],
  44: [stats('with appointments of all kinds'), stats('in Colombo: %s is %s')],
  45: [
    list('links name the host that was asked and keep the other parameters, sorted'),
    addressing('names the collections by the host that was asked'),
    aliases('pages link to the alias'),
  ],
  46: [
    standingAlone(
      'a token says who is asking, so that nobody is lost while the authentication service is',
    ),
  ],
  47: [story('image')('the README says which line of the platform hides the built image')],
  48: [story('log')('no line of the log holds a token, whatever goes wrong')],
};

/** Traps whose part of the system is not there yet. */
export const OPEN_TRAPS: readonly number[] = [];
