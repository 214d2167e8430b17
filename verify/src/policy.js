// Trust policies (c2sp.org/tlog-policy): which logs and witnesses are known, and which cosignatures are enough.

/**
 * Reads a policy from its octets. Names are opaque octets, so lines are kept with one character an octet; the text of a
 * verifier key is the exception.
 */
function parsePolicy(bytes) {
  if (bytes.length > POLICY_BYTES_MAX) {
    refuse(null, 'policy', `the policy has more than ${POLICY_BYTES_MAX} bytes`);
  }
  const text = Array.from(bytes, byte => String.fromCharCode(byte)).join('');
  if (/[^\t\n\x20-\x7e\x80-\xff]/.test(text) || !text.endsWith('\n')) {
    refuse(null, 'policy', 'the policy holds a control character or its last line does not end');
  }
  const lines = text.slice(0, -1).split('\n');
  if (lines.length > POLICY_LINES_MAX) {
    refuse(null, 'policy', `the policy has more than ${POLICY_LINES_MAX} lines`);
  }
  const policy = { logs: [], witnesses: new Map(), groups: new Map(), quorum: null };
  const members = new Set();
  for (const line of lines) {
    const words = line.split(/[ \t]+/).filter(word => word !== '');
    if (words.length > 0 && !words[0].startsWith('#')) {
      readPolicyLine(policy, members, words);
    }
  }
  if (policy.quorum === null) {
    refuse(null, 'policy', 'the policy has no quorum line');
  }
  return policy;
}

function readPolicyLine(policy, members, [word, ...rest]) {
  switch (word) {
    case 'log': return readPolicyLog(policy, rest);
    case 'witness': return readPolicyWitness(policy, rest);
    case 'group': return readPolicyGroup(policy, members, rest);
    case 'quorum': return readPolicyQuorum(policy, rest);
    default: return refuse(null, 'policy', `the policy has a line that begins with "${word.slice(0, 20)}"`);
  }
}

function readPolicyLog(policy, words) {
  expectWords(words, 1, 2, 'log');
  const key = policyKey(words[0], KEY_ED25519);
  refuseSharedKey(key, policy.witnesses.values());
  // One key under two names is a log that lost its tree, began a new one and kept its key.
  if (policy.logs.some(log => log.name === key.name && log.id === key.id)) {
    refuse(null, 'policy', 'a log stands in the policy twice');
  }
  policy.logs.push(key);
}

function readPolicyWitness(policy, words) {
  expectWords(words, 2, 3, 'witness');
  const key = policyKey(words[1], KEY_COSIGNATURE);
  refuseSharedKey(key, [...policy.logs, ...policy.witnesses.values()]);
  definePolicyName(policy, words[0]);
  policy.witnesses.set(words[0], key);
}

function readPolicyGroup(policy, members, words) {
  expectWords(words, 3, Infinity, 'group');
  const [name, threshold, ...names] = words;
  for (const member of names) {
    if (!isPolicyName(policy, member) || members.has(member)) {
      refuse(null, 'policy', 'a group names a member that is not defined above, or that is a member already');
    }
    members.add(member);
  }
  definePolicyName(policy, name);
  policy.groups.set(name, { threshold: policyThreshold(threshold, names.length), members: names });
}

function policyThreshold(word, count) {
  if (word === 'any' || word === 'all') {
    return word === 'any' ? 1 : count;
  }
  const threshold = Number(fromDecimal(word, BigInt(count)));
  if (threshold < 1) {
    refuse(null, 'policy', 'a group asks for no member');
  }
  return threshold;
}

function readPolicyQuorum(policy, words) {
  expectWords(words, 1, 1, 'quorum');
  if (policy.quorum !== null || (words[0] !== 'none' && !isPolicyName(policy, words[0]))) {
    refuse(null, 'policy', 'the policy has two quorum lines, or one that names what is not defined above');
  }
  policy.quorum = words[0];
}

/** A witness is somebody else: neither the log nor another witness under a second name. */
function refuseSharedKey({ key }, others) {
  if ([...others].some(other => equalBytes(other.key, key))) {
    refuse(null, 'policy', 'a witness of the policy has the key of a log or of another witness');
  }
}

/** Post-quantum keys are refused: nothing here could check what they sign. */
function policyKey(word, type) {
  const key = parseVkey(fromUtf8(Uint8Array.from(word, character => character.charCodeAt(0))));
  if (key.type !== type) {
    refuse(null, 'policy', `the key ${key.name} is of a type that does not fit its line`);
  }
  return key;
}

function definePolicyName(policy, name) {
  if (name === 'none' || isPolicyName(policy, name)) {
    refuse(null, 'policy', 'a name of the policy is defined twice, or is "none"');
  }
}

function isPolicyName(policy, name) {
  return policy.witnesses.has(name) || policy.groups.has(name);
}

function expectWords(words, least, most, line) {
  if (words.length < least || words.length > most) {
    refuse(null, 'policy', `a ${line} line of the policy has too few or too many words`);
  }
}

/** All keys that the policy makes known. */
function policyKeys(policy) {
  return [...policy.logs, ...policy.witnesses.values()];
}

/** Whether the cosigners (names of witnesses) fill the quorum. Groups name only earlier ones: no recursion needed. */
function quorumIsMet(policy, cosigners) {
  if (policy.quorum === 'none') {
    return true;
  }
  const met = new Set(cosigners);
  for (const [name, { threshold, members }] of policy.groups) {
    if (members.filter(member => met.has(member)).length >= threshold) {
      met.add(name);
    }
  }
  return met.has(policy.quorum);
}
