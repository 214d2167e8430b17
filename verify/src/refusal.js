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

function withStep(step, error) {
  return error instanceof Refusal && error.step === null ? new Refusal(step, error.kind, error.message) : error;
}
