package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// How tlog says that a path or a consistency proof leads to another root. A changed file must be refused with just
// that: refusing it as malformed would show nothing.
const proofFailed = "invalid transparency proof"

// How an entry begins, before the origin: the head of its array and the text of its type.
var entryHeads = map[string]string{
	"settlement": "\x8c\x74settle/settlement/v1",
	"failure":    "\x8d\x71settle/failure/v1",
}

// history is what a verifier has of the log: the tree it saw early, the last one, and the proof between them.
type history struct {
	early, last tlog.Tree
	proof       tlog.TreeProof
}

// checkReal checks what prove-real left in the folder: every proof must be accepted under the last checkpoint, as one
// of the settlement and the outcome that were asked for, by a verifier who remembers the early checkpoint; and be
// refused with one bit of its entry changed.
func checkReal(folder string) counts {
	var n counts
	known := verifiers(folder, "policy")
	log := checkGrowth(folder, known, &n)
	for kind, head := range entryHeads {
		for _, id := range strings.Fields(string(read(folder, kind+".ids"))) {
			proof := read(folder, "proofs/"+id+".tlog-proof")
			tree, err := checkProof(proof, known)
			switch {
			case err != nil:
				n.fail(id, "%v", err)
				continue
			case tree != log.last:
				n.fail(id, "not under the last checkpoint")
			case !bytes.HasPrefix(entryOf(proof), begin(head, proof, id)):
				n.fail(id, "the entry is not of this %s", kind)
			default:
				n.accepted++
			}
			n.mustGrow(id, log.early, tree, log.proof)
			// The prime spreads the bits over the entries.
			_, err = checkProof(withFlippedBit(proof, 7919*n.accepted), known)
			n.mustRefuse(id+" with a changed entry", err)
		}
	}
	return n
}

// checkGrowth checks the early proof for a verifier who remembers the last checkpoint; and that no changed hash of the
// consistency proof and no changed early root is accepted.
func checkGrowth(folder string, known note.Verifiers, n *counts) history {
	early, err := checkProof(read(folder, "early.tlog-proof"), known)
	must(err)
	n.accepted++
	head, checkpoint, _ := bytes.Cut(read(folder, "consistency"), []byte("\n\n"))
	last, err := openCheckpoint(checkpoint, known)
	must(err)
	if early.N >= last.N {
		n.fail("consistency", "the log did not grow from %d", early.N)
	}
	proof := hashes(strings.Split(string(head), "\n")[1:])
	n.mustGrow("early", last, early, proof)
	for i := range proof {
		proof[i][i%tlog.HashSize] ^= 1
		n.mustRefuse("consistency with a changed hash", checkHistory(last, early, proof))
		proof[i][i%tlog.HashSize] ^= 1
	}
	other := early
	other.Hash[0] ^= 1
	n.mustRefuse("consistency from another root", checkHistory(last, other, proof))
	return history{early, last, proof}
}

func (n *counts) mustGrow(name string, known, tree tlog.Tree, proof tlog.TreeProof) {
	if err := checkHistory(known, tree, proof); err != nil {
		n.fail(name, "history: %v", err)
		return
	}
	n.histories++
}

func (n *counts) mustRefuse(name string, err error) {
	if err == nil || err.Error() != proofFailed {
		n.fail(name, "expected %q, got %v", proofFailed, err)
		return
	}
	n.refused++
}

// begin is how the entry of a settlement must begin, as spec/entries.md has it: type, origin, id. The origin, by now
// known to be the name of the checkpoint's signer, is short enough for a head of one byte.
func begin(head string, proof []byte, id string) []byte {
	_, checkpoint, _ := strings.Cut(string(proof), "\n\n")
	origin, _, _ := strings.Cut(checkpoint, "\n")
	uuid, err := hex.DecodeString(strings.ReplaceAll(id, "-", ""))
	must(err)
	return fmt.Appendf(nil, "%s%c%s\x50%s", head, 0x60+len(origin), origin, uuid)
}

func entryOf(proof []byte) []byte {
	extra := strings.TrimPrefix(strings.Split(string(proof), "\n")[1], "extra ")
	entry, err := base64.StdEncoding.DecodeString(extra)
	must(err)
	return entry
}

func withFlippedBit(proof []byte, bit int) []byte {
	lines, entry := strings.Split(string(proof), "\n"), entryOf(proof)
	bit %= 8 * len(entry)
	entry[bit/8] ^= 1 << (bit % 8)
	lines[1] = "extra " + base64.StdEncoding.EncodeToString(entry)
	return []byte(strings.Join(lines, "\n"))
}
