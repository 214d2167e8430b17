// The one way in which input is turned away.

/**
 * Says why input is not accepted. `step` is the verification step (V1 to V22) or null where the step is the caller's to
 * say; `kind` is a short word that tests and callers can compare.
 */
class Refusal extends Error {
  constructor(step, kind, message) {
    super(message);
    this.name = 'Refusal';
    this.step = step;
    this.kind = kind;
  }
}

function refuse(step, kind, message) {
  throw new Refusal(step, kind, message);
}

/** Runs a check; a refusal without a step of its own becomes one of `step`. Anything else is a bug and passes on. */
function atStep(step, check) {
  try {
    return check();
  } catch (error) {
    throw withStep(step, error);
  }
}

async function atStepAsync(step, check) {
  try {
    return await check();
  } catch (error) {
    throw withStep(step, error);
  }
}

/** Runs a check whose every refusal is one of `step`, whatever step it names itself: files inside a file. */
async function asStep(step, check) {
  try {
    return await check();
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(step, error.kind, error.message) : error;
  }
}

/** Two checkpoints of one log, both well signed, that cannot both be true: evidence, not a mere refusal. */
class SplitView extends Error {
  constructor(message, checkpoints) {
    super(message);
    this.name = 'SplitView';
    this.checkpoints = checkpoints;
  }
}

function withStep(step, error) {
  return error instanceof Refusal && error.step === null ? new Refusal(step, error.kind, error.message) : error;
}
