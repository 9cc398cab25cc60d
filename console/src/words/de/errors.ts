import type { Words } from '../words.ts';

export const errors: Words['errors'] = {
  codes: {
    unreachable: 'Der Dienst ist nicht erreichbar. Prüfe die Verbindung und versuche es erneut.',
    permission_denied: 'Das ist dir nicht erlaubt.',
    not_found: 'Das gibt es nicht mehr, oder es gehört jemand anderem.',
    precondition_failed:
      'Das hat inzwischen jemand anderes geändert. Sieh noch einmal nach, bevor du entscheidest.',
    rate_limited: 'Das war zu viel auf einmal. Warte einen Moment und versuche es erneut.',
    overloaded:
      'Der Dienst ist stark ausgelastet. Nichts wurde geändert; versuche es gleich erneut.',
    database_unavailable:
      'Der Dienst ist unterbrochen. Nichts wurde geändert; versuche es gleich erneut.',
    database_busy:
      'Der Dienst ist stark ausgelastet. Nichts wurde geändert; versuche es gleich erneut.',
    directory_unavailable:
      'Kunden, Autos oder Mitarbeiter lassen sich gerade nicht nachschlagen. Nichts wurde geändert; versuche es gleich erneut.',
    outcome_unknown:
      'Es ist nicht sicher, ob das geschehen ist. Sieh nach, bevor du es wiederholst.',
    login_unavailable: 'Die Anmeldung ist unterbrochen. Versuche es gleich erneut.',
    internal: 'Der Dienst hat einen Fehler gemacht. Er ist vermerkt.',
    fields_invalid: 'Einige Angaben passen nicht.',
    transition_not_allowed: 'Der Stand des Termins erlaubt das nicht mehr.',
    range_too_long: 'Der Zeitraum hat zu viele Tage.',
    range_reversed: 'Der Zeitraum endet, bevor er beginnt.',
    slot_exists: 'Zu dieser Zeit beginnt schon ein anderes Zeitfenster.',
    slot_reversed: 'Das Zeitfenster endet, bevor es beginnt.',
    deletion_refused: 'Begonnene und getane Arbeit bleibt festgehalten.',
    not_authenticated: 'Du bist nicht angemeldet. Melde dich an und versuche es erneut.',
    bad_authorization_header: 'Du bist nicht richtig angemeldet. Melde dich ab und wieder an.',
    invalid_token: 'Du bist nicht mehr angemeldet. Melde dich wieder an.',
    invalid_page: 'Diese Seite hat die Liste nicht.',
    method_not_allowed: 'Das kann der Dienst nicht. Lade die Seite neu.',
    request_too_large: 'Das war zu viel Text. Kürze ihn und versuche es erneut.',
    unsupported_media_type: 'Der Dienst hat das nicht verstanden. Lade die Seite neu.',
    malformed_body: 'Der Dienst hat das nicht verstanden. Lade die Seite neu.',
    bad_request: 'Der Dienst hat das nicht verstanden. Lade die Seite neu.',
    not_an_object: 'Der Dienst hat das nicht verstanden. Lade die Seite neu.',
    parameters_missing: 'Es fehlt eine nötige Angabe.',
    booking_refused: 'So lässt sich der Termin nicht buchen.',
    reschedule_refused: 'Dorthin lässt sich der Termin nicht verschieben.',
    assignment_refused: 'Diesem Mitarbeiter lässt sich der Termin nicht zuteilen.',
    edit_refused: 'So lässt sich der Termin nicht ändern.',
    idempotency_key_invalid: 'Der Dienst hat das nicht verstanden. Lade die Seite neu.',
    idempotency_in_flight: 'Das wird gerade schon getan. Sieh gleich nach, ob es fertig ist.',
    idempotency_key_reused:
      'Das war von einer früheren Anfrage nicht zu unterscheiden. Sieh nach, bevor du es wiederholst.',
    too_many_streams:
      'Du hast das zu oft offen. Schließe einige Fenster, um Änderungen hier sofort zu sehen.',
    no_stream_left: 'Änderungen lassen sich gerade nicht verfolgen; es wird weiter versucht.',
  },
  problems: {
    customer_not_found: 'Dieser Kunde ist nicht bekannt.',
    vehicle_not_found: 'Dieses Auto ist nicht bekannt.',
    vehicle_not_owned: 'Dieses Auto gehört jemand anderem.',
    not_in_future: 'Diese Zeit ist vorbei.',
    employee_not_found: 'Dieser Mitarbeiter ist nicht bekannt.',
    employee_unavailable: 'Dieser Mitarbeiter ist nicht verfügbar.',
    employee_busy: 'Der Mitarbeiter hat zu dieser Zeit einen anderen Auftrag.',
    customer_busy: 'Der Kunde hat zu dieser Zeit einen anderen Termin.',
    not_reschedulable: 'Der Termin lässt sich nicht mehr verschieben.',
    not_assignable: 'Der Termin lässt sich nicht mehr zuteilen.',
    length_out_of_bounds: 'Die Dauer muss zwischen 1 Minute und 24 Stunden liegen.',
    slot_unavailable: 'Zu dieser Zeit nimmt die Werkstatt keine Termine an.',
    slot_full: 'Diese Zeit ist ausgebucht.',
  },
  request: (id) => `Kennung für Rückfragen: ${id}`,
};
