// What was checked, step by step, for the answer and for the reader.

/** Every step with its subject, in the order in which they are checked; V20 is reserved. */
const STEPS = new Map([
  ['V1', 'Size, UTF-8, no control characters'],
  ['V22', 'The JSON: its form, one spelling, and that it says what was sealed'],
  ['V2', 'The proof: its grammar and one spelling'],
  ['V3', 'The entry: a known statement in its one spelling'],
  ['V4', 'The signed note: text and signature lines'],
  ['V5', 'The checkpoint: origin, size, root'],
  ['V6', 'The signature of a log that you trust'],
  ['V7', 'The witnesses that you ask for'],
  ['V8', 'The path from the entry to the root'],
  ['V9', 'The entry stands in this log at this index'],
  ['V10', 'The transaction: its hash and its id'],
  ['V11', 'Dates, and the terms where opened'],
  ['V12', 'The legs'],
  ['V13', 'The states'],
  ['V14', 'Balances before and after'],
  ['V15', 'Who signed and who had to'],
  ['V19', 'The end of the block'],
  ['V16', 'Each signature'],
  ['V17', 'Signatures given for many at once'],
  ['V18', 'The keys in the registry'],
  ['V21', 'The same history as you knew'],
]);
const ENTRY_STEPS = ['V1', 'V2', 'V3', 'V4', 'V5', 'V6', 'V7', 'V8', 'V9', 'V21'];

/** Collects the result of each step: 'good', 'bad', or a text that says why there was nothing to check. */
class Trail {
  constructor(steps) {
    this.results = new Map([...steps].map(step => [step, null]));
  }

  /** Runs the check of a step. A text that it returns as `note` is shown beside the result. */
  async run(step, check) {
    try {
      const result = await atStepAsync(step, check);
      this.results.set(step, { state: 'good', note: '' });
      return result;
    } catch (error) {
      const bad = error instanceof SplitView ? step : error.step;
      this.results.set(bad ?? step, { state: 'bad', note: error.message });
      throw error;
    }
  }

  skip(step, why) {
    this.results.set(step, { state: 'skipped', note: why });
  }

  note(step, text) {
    this.results.get(step).note = text;
  }
}
