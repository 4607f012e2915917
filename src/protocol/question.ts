import type * as v from 'valibot';

/** One question with its answer, checked on both sides: what is asked where it is answered, the answer where it comes in. */
export interface Question {
  readonly params: v.GenericSchema;
  readonly result: v.GenericSchema;
}
