// Checks our vectors, and proofs of real settlements, with software that nobody here wrote: the signed notes and the
// transparency log of golang.org/x/mod, as Go's checksum database uses them. Of the vectors it must accept the proof of
// every valid case, and refuse those whose signature (V6) or path (V8) is bad. Run by ./build interop.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type testCase struct {
	ID, Proof, Settlement, Policy, Remembered, Consistency, Answer string
}

// counts is what came of the checks.
type counts struct{ accepted, histories, refused, wrong int }

func (n *counts) fail(name string, format string, arguments ...any) {
	n.wrong++
	fmt.Printf("%s: %s\n", name, fmt.Sprintf(format, arguments...))
}

func main() {
	vectors := checkVectors(os.Args[1])
	line, wrong := fmt.Sprintf("vectors %s", vectors), vectors.wrong
	fine := vectors.accepted > 0 && vectors.histories > 0 && vectors.refused > 0
	if len(os.Args) > 2 {
		real := checkReal(os.Args[2])
		line, wrong = fmt.Sprintf("%s; real %s", line, real), wrong+real.wrong
		fine = fine && real.accepted > 0 && real.histories > 0 && real.refused > 0
	}
	fmt.Printf("x/mod: %s; %d wrong\n", line, wrong)
	if !fine || wrong > 0 {
		os.Exit(1)
	}
}

func (n counts) String() string {
	return fmt.Sprintf("%d accepted (%d with a history), %d refused", n.accepted, n.histories, n.refused)
}

func checkVectors(folder string) counts {
	var manifest struct{ Cases []testCase }
	must(json.Unmarshal(read(folder, "proofs.json"), &manifest))
	var n counts
	for _, c := range manifest.Cases {
		valid := strings.HasPrefix(c.Answer, "VALID")
		if !valid && (c.Answer != "INVALID V6" && c.Answer != "INVALID V8" || strings.HasPrefix(c.ID, "witness")) {
			continue
		}
		tree, err := checkProof(proofOf(folder, c), verifiers(folder, c.Policy))
		if err == nil && c.Remembered != "" {
			n.histories++
			err = checkRemembered(folder, c, tree)
		}
		switch {
		case (err == nil) != valid:
			n.fail(c.ID, "expected %s, got %v", c.Answer, err)
		case valid:
			n.accepted++
		default:
			n.refused++
		}
	}
	return n
}

func proofOf(folder string, c testCase) []byte {
	if c.Proof != "" {
		return read(folder, c.Proof)
	}
	var settlement struct{ Proof string }
	must(json.Unmarshal(read(folder, c.Settlement), &settlement))
	return []byte(settlement.Proof)
}

func verifiers(folder, policy string) note.Verifiers {
	var list []note.Verifier
	for _, line := range strings.Split(string(read(folder, policy)), "\n") {
		if strings.HasPrefix(line, "log ") {
			verifier, err := note.NewVerifier(strings.TrimPrefix(line, "log "))
			must(err)
			list = append(list, verifier)
		}
	}
	return note.VerifierList(list...)
}

// checkProof verifies a C2SP tlog-proof whose entry is in its extra line.
func checkProof(proof []byte, known note.Verifiers) (tlog.Tree, error) {
	head, checkpoint, found := bytes.Cut(proof, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return tlog.Tree{}, errors.New("not a tlog-proof")
	}
	entry, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return tlog.Tree{}, err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	tree, err := openCheckpoint(checkpoint, known)
	if err != nil {
		return tree, err
	}
	if index >= tree.N {
		return tree, errors.New("the index is not below the size")
	}
	return tree, tlog.CheckRecord(hashes(lines[3:]), tree.N, tree.Hash, index, tlog.RecordHash(entry))
}

func openCheckpoint(checkpoint []byte, known note.Verifiers) (tlog.Tree, error) {
	opened, err := note.Open(checkpoint, known)
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != opened.Sigs[0].Name {
		return tlog.Tree{}, errors.New("not a checkpoint of the log that signed it")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

func checkRemembered(folder string, c testCase, tree tlog.Tree) error {
	known, err := openCheckpoint(read(folder, c.Remembered), verifiers(folder, c.Policy))
	if err != nil || known.N == 0 || known == tree || c.Consistency == "" {
		return err
	}
	head, _, _ := strings.Cut(string(read(folder, c.Consistency)), "\n\n")
	return checkHistory(known, tree, hashes(strings.Split(head, "\n")[1:]))
}

// checkHistory verifies that the larger of the trees begins with the smaller, whichever of them was remembered.
func checkHistory(known, tree tlog.Tree, proof tlog.TreeProof) error {
	older, newer := known, tree
	if older.N > newer.N {
		older, newer = newer, older
	}
	return tlog.CheckTree(proof, newer.N, newer.Hash, older.N, older.Hash)
}

func hashes(lines []string) []tlog.Hash {
	var list []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		must(err)
		list = append(list, hash)
	}
	return list
}

func read(folder, path string) []byte {
	bytes, err := os.ReadFile(filepath.Join(folder, path))
	must(err)
	return bytes
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
