// The form: takes files and text, starts the check, shows what comes of it.

/** What was loaded, each the bytes of a file or null. */
let loaded = { settlement: null, proof: null };
let checksBegun = 0;

function byId(id) {
  return document.getElementById(id);
}

/** Takes the files of one go in place of those before; a consistency file is text like the one that can be pasted. */
async function loadFiles(files) {
  loaded = { settlement: null, proof: null };
  for (const file of files) {
    if (file.size > SETTLEMENT_BYTES_MAX) {
      show(verdictView(`INVALID V1: ${file.name} has ${file.size} bytes`, false));
      return;
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (startsWith(bytes, 'old ')) {
      byId('consistency').value = new TextDecoder().decode(bytes);
    } else {
      loaded[startsWith(bytes, '{') ? 'settlement' : 'proof'] = bytes;
    }
  }
  byId('loaded').textContent = `Loaded: ${[...files].map(file => file.name).join(', ')}`;
  await check();
}

function startsWith(bytes, text) {
  const start = toUtf8(text);
  return equalBytes(bytes.subarray(0, start.length), start);
}

/** A policy as it is, or one log's key taken for the policy that asks for no witness. */
function policyOfText(text) {
  const trimmed = text.trim();
  const lone = trimmed !== '' && !/\s/.test(trimmed);
  return parsePolicy(toUtf8(lone ? `log ${trimmed}\nquorum none\n` : `${trimmed}\n`));
}

/** Shows the verdict and what explains it; a screen reader is told the verdict alone. */
function show(...content) {
  byId('result').replaceChildren(...content);
  byId('said').textContent = content[0].textContent;
}

async function check() {
  if (!await hasEd25519()) {
    show(verdictView('NOT CHECKED: this browser has no Ed25519 (Chrome 137, Firefox 129 or Safari 17 have)', null));
  } else if ((loaded.settlement ?? loaded.proof) === null || byId('policy').value.trim() === '') {
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
  let policy;
  try {
    policy = policyOfText(byId('policy').value);
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    // This is about the user's own policy, not about the proof.
    return [verdictView(`NOT CHECKED: ${error.message}`, null)];
  }
  const options = {
    now: BigInt(Math.floor(Date.now() / 1000)),
    remembered: pasted('remembered'),
    consistency: pasted('consistency'),
  };
  const { settlement, proof } = loaded;
  if (settlement === null) {
    return answerViews(await judgeProof(proof, policy, options));
  }
  const answer = answerViews(await judgeSettlement(settlement, policy, options));
  if (proof === null) {
    return answer;
  }
  const second = await judgeProof(proof, policy, options);
  return [...answer, part('The file .tlog-proof',
    verdictView(second.line, second.outcome === 'valid', 'second'), trailView(second.trail))];
}

/** The text of a field with its last line ended, or null when there is none. */
function pasted(id) {
  const text = byId(id).value;
  return text.trim() === '' ? null : `${text.replace(/\n+$/, '')}\n`;
}

function answerViews({ line, outcome, trail, found, evidence }) {
  const verdict = verdictView(line, outcome === 'valid');
  if (outcome !== 'valid') {
    return [verdict, evidence === undefined ? null : evidenceView(evidence), trailView(trail)].filter(Boolean);
  }
  const { sealed, file } = found;
  const settlement = file === undefined ? [entryView(sealed)] : settlementViews(found);
  return [
    verdict, ...settlement, checkpointView(sealed), signaturesOfNoteView(sealed), pathView(sealed), trailView(trail),
  ].filter(Boolean);
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
