// The form: takes files and text, starts the check, shows what comes of it.

/** What was loaded, by what it is: the bytes of the proof file. */
const loaded = { proof: null };
let checksBegun = 0;

function byId(id) {
  return document.getElementById(id);
}

async function loadFiles(files) {
  for (const file of files) {
    if (file.size > SETTLEMENT_BYTES_MAX) {
      show(verdictView(`INVALID V1: ${file.name} has ${file.size} bytes`, false));
      return;
    }
    loaded.proof = new Uint8Array(await file.arrayBuffer());
    byId('loaded').textContent = `Loaded: ${file.name}`;
  }
  await check();
}

/** A policy as it is, or one log's key taken for the policy that asks for no witness. */
function policyOfText(text) {
  const trimmed = text.trim();
  const lone = trimmed !== '' && !/\s/.test(trimmed);
  return parsePolicy(toUtf8(lone ? `log ${trimmed}\nquorum none\n` : `${trimmed}\n`));
}

function show(...content) {
  byId('result').replaceChildren(...content);
}

async function check() {
  if (!await hasEd25519()) {
    show(verdictView('NOT CHECKED: this browser has no Ed25519 (Chrome 137, Firefox 129 or Safari 17 have)', null));
  } else if (loaded.proof === null || byId('policy').value.trim() === '') {
    show(verdictView('NOT CHECKED: a proof and the key of its log are needed', null));
  } else {
    await checkLoaded();
  }
}

async function checkLoaded() {
  const mine = ++checksBegun;
  const content = await contentOfCheck();
  // A later check may have ended before this one: only the latest is shown.
  if (mine === checksBegun) {
    show(...content);
  }
}

async function contentOfCheck() {
  try {
    const policy = policyOfText(byId('policy').value);
    const now = BigInt(Math.floor(Date.now() / 1000));
    const found = await verifyLogProof(loaded.proof, policy, { now });
    return [
      verdictView('VALID', true), entryView(found), checkpointView(found), signaturesOfNoteView(found), pathView(found),
    ];
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    // A refusal without a step is about the user's own policy, not about the proof.
    const said = error.step === null ? `NOT CHECKED: ${error.message}` : `INVALID ${error.step}: ${error.message}`;
    return [verdictView(said, error.step === null ? null : false)];
  }
}

function listen() {
  const drop = byId('drop');
  byId('form').addEventListener('submit', event => {
    event.preventDefault();
    check();
  });
  byId('files').addEventListener('change', event => loadFiles(event.target.files));
  for (const kind of ['dragenter', 'dragover', 'dragleave', 'drop']) {
    // Dropped beside the zone, a file would otherwise replace this page.
    document.addEventListener(kind, event => event.preventDefault());
    drop.addEventListener(kind, () => drop.classList.toggle('over', kind === 'dragenter' || kind === 'dragover'));
  }
  document.addEventListener('drop', event => loadFiles(event.dataTransfer.files));
}

listen();
