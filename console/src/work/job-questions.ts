import type { AppointmentListItem } from '../api.ts';

/** What is asked about a job in a dialog; kept above the cards, which come and go. */
export interface JobQuestions {
  readonly onMissed: (job: AppointmentListItem) => void;
  readonly onRecord: (job: AppointmentListItem) => void;
}
