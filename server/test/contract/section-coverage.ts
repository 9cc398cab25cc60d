import { type Place, RECORDED, rule, story } from './places.ts';

const addressing = story('addressing');
const assign = story('assign');
const availableSlots = story('available-slots');
const bodies = story('bodies');
const booking = story('booking');
const bulk = story('bulk-create');
const capacity = story('capacity');
const conventions = story('conventions');
const cors = story('cors');
const deletion = story('delete');
const edit = story('edit');
const editParties = story('edit-parties');
const editRights = story('edit-rights');
const editStatus = story('edit-status');
const editTime = story('edit-time');
const historyList = story('history-list');
const lifecycle = story('lifecycle');
const list = story('list');
const names = story('names');
const otherBodies = story('other-bodies');
const reports = story('reports');
const reschedule = story('reschedule');
const signIn = story('sign-in');
const slotList = story('slot-list');
const slotRaces = story('slot-races');
const stats = story('stats');
const timeSlots = story('time-slots');
const visibility = story('visibility');

/** The sections of the contract that say what is on the wire. */
export const SECTIONS: Readonly<Record<string, readonly Place[]>> = {
  '1.1': [
    RECORDED,
    conventions('paths end in a slash'),
    conventions('ids'),
    conventions('health is public'),
    addressing('the root of the API'),
    addressing('HEAD answers as GET does, without a body'),
    addressing('a write without its slash is served, as a redirect would lose its body'),
  ],
  '1.2': [
    conventions(
      'checks are made in one order, so that no answer tells what an earlier check forbids',
    ),
    editRights('an appointment that is not to be known of is 404 before its body is looked at'),
    timeSlots(
      'everybody reads, only staff write, and the role is told before the slot and the body',
    ),
  ],
  '1.3': [
    bodies('other media types'),
    bodies('unknown and read-only keys are ignored'),
    bodies('query parameters'),
    otherBodies('%s'),
    edit('what nobody may write is ignored when %s sends it'),
  ],
  '1.4': [
    RECORDED,
    bodies('a body that is no JSON object is told what it is instead'),
    bodies('every failing field is told, in the order of declaration'),
    signIn('%s is 401 with a challenge'),
    conventions('a method that a path does not serve is 405 and told what is served'),
    reports('needs its parameter (%j)'),
    addressing('a caller that accepts %j gets JSON'),
    bodies('a failure is told as JSON with a detail, and nothing else'),
  ],
  '1.5': [
    rule('http/fields')('every faulty field is told, once each, in the order of declaration'),
    rule('http/values')('a UUID $form is read as the lower-case dashed one'),
    rule('http/values')('the date $input is read as $date'),
    rule('http/values')('%j is no time'),
    rule('http/number-values')('%j is no integer'),
    rule('http/number-values')('the amount $input is refused: $fault'),
    rule('http/text-values')('the text $input is read as $text'),
    rule('http/text-values')('the choice $shown is refused with its echo'),
    rule('http/boolean-values')('%j is no boolean'),
    timeSlots('onto the start of another slot it is refused, onto itself it is not'),
    edit('every value is checked, and all that are wrong are told in order'),
    edit('an adopted row with values that nobody could write today is edited all the same'),
  ],
  '1.6': [
    list('an appointment has twenty-four keys, in order, in the formats of the platform'),
    historyList('keeps microseconds and leaves a whole second bare'),
    rule('platform/pg-values')('the time $stored is $wire on the wire'),
  ],
  '1.7': [
    list('paging'),
    list('ordering by each column works both ways'),
    historyList('pages'),
    historyList('ordering'),
    slotList('is in pages of twenty, with ties settled by id'),
    reports('a report is never cut into pages, and equal times come in a fixed order'),
  ],
  '1.8': [
    edit('%s must send every required field'),
    edit('%s keeps the optional fields that are left out, whatever their defaults'),
    edit('%s: 200, the time of the last change, and no history'),
    addressing('what is made is answered with 201, in full, and without a Location'),
    deletion('by $who while $status hides the row and keeps what it was'),
  ],
  '1.9': [
    cors('a browser of %s is let in'),
    cors('other origins get a normal answer without the headers'),
    cors('the setting CORS_ALLOW_ALL_ORIGINS'),
    conventions('every answer carries the security headers and the id of its request'),
  ],
  '2.1': [
    visibility('every caller gets what the role and the ownership allow'),
    visibility("nothing tells another's appointment from a missing one: $method $path"),
    editRights('who may edit'),
    deletion('is not for %s'),
    timeSlots(
      'everybody reads, only staff write, and the role is told before the slot and the body',
    ),
    historyList('customers read the lines of their own appointments'),
    reports('shows customers the own appointments, without what staff noted'),
  ],
  '2.2': [
    list('what is shown'),
    names('records with gaps are named by what there is'),
    names('who and what nobody knows has a name that says so'),
    visibility('no answer to a customer carries internal notes'),
    story('edit-secrets')(
      'no answer and no message to a customer tells what staff noted, now or before',
    ),
  ],
  '2.3': [
    booking('a booking is told every problem it has, in one answer'),
    booking('a customer books for nobody else'),
    booking("what only staff may decide is dropped from a customer's booking"),
    booking('nothing is written while a service that must be asked is away'),
    rule('appointments/settle-booking.rules')('what is left out gets its default (staff: %s)'),
    rule('appointments/settle-booking.rules')('keys that nobody may set do not get through'),
  ],
  '2.4': [
    list('filters'),
    reports('$path'),
    reports('the list filters in the query of one appointment change nothing'),
    availableSlots('days without stored slots'),
    availableSlots('a question that cannot be answered is refused'),
    stats('without appointments everything is zero, in the order of the keys that callers read'),
    historyList('nobody writes it from outside'),
    slotList('filters and orders: $query'),
  ],
  '2.5': [
    lifecycle('what the lifecycle allows happens once, on record, and the customer is told'),
    lifecycle('what the lifecycle forbids is refused and changes nothing'),
    lifecycle('a reason that is no text is refused: $fault'),
    otherBodies("the admin screen's names"),
    reschedule('an appointment moves, keeps its status, and the move is on record'),
    assign('nobody gets a job that is %s'),
  ],
  '2.6': [
    edit('PUT'),
    edit('PATCH'),
    editStatus('a status that %s PATCHes is the action of that name'),
    editTime('a new time runs the checks of a reschedule'),
    editParties('another customer'),
    editRights('an employee'),
    editRights('a customer'),
    deletion('a second time is 404, for everybody'),
  ],
  '2.7': [
    booking('a booking is told every problem it has, in one answer'),
    capacity('a slot takes as many jobs a minute as it has places'),
    capacity('a time that is not open is not booked'),
    capacity('nobody is booked twice at a time'),
    capacity('a job over midnight needs a place on both days'),
    reschedule('it moves to the next second'),
    availableSlots('stored slots'),
    bulk('%s is refused'),
    slotList('the places left'),
    story('seed-timeslots')('fills the next thirty business days from nine to five, once'),
    visibility('lists show a customer the own appointments, and do not say that there are others'),
    names('all look-ups of an answer together get a second, however many steps one takes'),
  ],
  '2.8': [
    timeSlots('adding a slot'),
    timeSlots('changing a slot'),
    timeSlots('a form without is_available adds a slot that can be booked'),
    slotRaces('one slot added twice'),
  ],
};
