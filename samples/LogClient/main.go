// Checks the log of a clinic's ledger with Go's own packages for transparency logs, which know nothing of ClinicNotes.
//
//	apt-get install golang-go golang-golang-x-mod-dev
//	export GO111MODULE=off GOPATH=/usr/share/gocode LOG_TOKEN=demo-auditor
//	go run samples/LogClient/main.go http://127.0.0.1:8080/v1/audit/log "$KEY" [OLD-CHECKPOINT]
//
// KEY is the verifier key, as the clinic gave it: what the log itself says under /key, its forger would say too. OLD-CHECKPOINT is a file with
// what was under /checkpoint once. Exit code 1: something is wrong, and what is said.
package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height = 8
	width  = 1 << height
	proofs = 20
)

func main() {
	if len(os.Args) < 3 || len(os.Args) > 4 {
		fail("call it as main.go URL-OF-LOG VERIFIER-KEY [OLD-CHECKPOINT]")
	}
	verifier, err := note.NewVerifier(os.Args[2])
	must(err, "the verifier key")
	log := &servedLog{url: os.Args[1], token: os.Getenv("LOG_TOKEN"), right: map[tlog.Tile][]byte{}}

	checkpoint, err := log.get("checkpoint")
	must(err, "checkpoint")
	tree := signedTree(checkpoint, verifier, "checkpoint")
	fmt.Printf("%s: a checkpoint of %d entries is signed by the key.\n", verifier.Name(), tree.N)

	checkTiles(log, tree)
	tiles := tlog.TileHashReader(tree, log)
	for i := int64(1); i <= proofs; i++ {
		checkProofs(log, tiles, tree, (tree.N*i+proofs-1)/proofs)
	}
	fmt.Printf("%d inclusion proofs and as many consistency proofs hold.\n", proofs)

	if len(os.Args) == 4 {
		checkGrowth(tiles, tree, verifier, os.Args[3])
	}
}

// A checkpoint is a signed note of three lines: whose it is, the number of entries and the root.
func signedTree(text []byte, verifier note.Verifier, what string) tlog.Tree {
	signed, err := note.Open(text, note.VerifierList(verifier))
	must(err, what)
	lines := strings.TrimPrefix(signed.Text, verifier.Name()+"\n")
	if lines == signed.Text {
		fail(what, ": it is not of ", verifier.Name())
	}
	// Go's package reads checkpoints of one log only, which it knows by their first line.
	tree, err := tlog.ParseTree([]byte("go.sum database tree\n" + lines))
	must(err, what)
	if tree.N == 0 {
		fail(what, ": it is of no entries")
	}
	return tree
}

// The hashes of the tree that the entries make. A bundle has each entry after its length in two bytes.
func hashesOf(log *servedLog, size int64) tlog.HashReader {
	var stored []tlog.Hash
	made := tlog.HashReaderFunc(func(indexes []int64) (hashes []tlog.Hash, err error) {
		for _, index := range indexes {
			hashes = append(hashes, stored[index])
		}
		return hashes, nil
	})
	for _, tile := range tilesOf(-1, size) {
		bundle, err := log.get(path(tile))
		must(err, path(tile))
		for i := 0; i < tile.W; i++ {
			n := tile.N*width + int64(i)
			if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
				fail(path(tile), ": it ends before the end of entry ", n)
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			hashes, err := tlog.StoredHashes(n, bundle[2:end], made)
			must(err, path(tile))
			stored, bundle = append(stored, hashes...), bundle[end:]
		}
		if len(bundle) > 0 {
			fail(path(tile), ": it goes on after its last entry")
		}
	}
	return made
}

// Each hash of the tiles has to be that of the entries below it, and so has the root. Go's reader of tiles would hold them against the root alone,
// which does not tell the place, and before golang.org/x/mod 0.40 not all of them (https://go.dev/issue/80744).
func checkTiles(log *servedLog, tree tlog.Tree) {
	entries, count := hashesOf(log, tree.N), 0
	for level, below := 0, int64(1); below <= tree.N; level, below = level+1, below*width {
		for _, tile := range tilesOf(level, tree.N/below) {
			served, err := log.get(path(tile))
			must(err, path(tile))
			made, err := tlog.ReadTileData(tile, entries)
			must(err, path(tile))
			if len(served) != len(made) {
				fail(path(tile), ": it has not the length of ", tile.W, " hashes")
			}
			for at := 0; at < len(made); at += tlog.HashSize {
				if !bytes.Equal(served[at:at+tlog.HashSize], made[at:at+tlog.HashSize]) {
					first := (tile.N*width + int64(at/tlog.HashSize)) * below
					fail(path(tile), ": hash ", at/tlog.HashSize, " is not that of the entries ", first, " to ", first+below-1)
				}
			}
			count++
		}
	}
	root, err := tlog.TreeHash(tree.N, entries)
	must(err, "the root")
	if root != tree.Hash {
		fail("the entries and tiles do not make the signed root")
	}
	fmt.Printf("Its entries make the hashes of its %d tiles and its root.\n", count)
}

// For those who want no tiles the log has proofs: here that an entry is in the tree, and that the tree which ended with it grew into this one.
func checkProofs(log *servedLog, tiles tlog.HashReader, tree tlog.Tree, size int64) {
	leaf, err := tiles.ReadHashes([]int64{tlog.StoredHashIndex(0, size-1)})
	must(err, "entry ", size-1)
	query := fmt.Sprintf("proof/inclusion?position=%d&size=%d", size, tree.N)
	must(tlog.CheckRecord(log.proof(query), tree.N, tree.Hash, size-1, leaf[0]), query)

	before, err := tlog.TreeHash(size, tiles)
	must(err, "the first ", size, " entries")
	query = fmt.Sprintf("proof/consistency?from=%d&to=%d", size, tree.N)
	must(tlog.CheckTree(log.proof(query), tree.N, tree.Hash, size, before), query)
}

func checkGrowth(tiles tlog.HashReader, tree tlog.Tree, verifier note.Verifier, file string) {
	text, err := os.ReadFile(file)
	must(err, "the older checkpoint")
	old := signedTree(text, verifier, file)
	if old.N > tree.N {
		fail("the log was cut: it has ", tree.N, " entries, and had ", old.N, " in ", file)
	}
	proof, err := tlog.ProveTree(tree.N, old.N, tiles)
	must(err, "the proof from ", old.N, " entries")
	must(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash), "the first ", old.N, " entries are not those of ", file)
	fmt.Printf("It has grown from the %d entries of %s, of which none has changed.\n", old.N, file)
}

// The tiles of a level that has so many hashes; -1 is that of the entries.
func tilesOf(level int, count int64) (tiles []tlog.Tile) {
	for first := int64(0); first < count; first += width {
		tile := tlog.Tile{H: height, L: level, N: first / width, W: width}
		if count-first < width {
			tile.W = int(count - first)
		}
		tiles = append(tiles, tile)
	}
	return tiles
}

// The paths of tlog-tiles are Go's without the height, and with another name for the entries.
func path(tile tlog.Tile) string {
	return strings.NewReplacer("tile/8/data/", "tile/entries/", "tile/8/", "tile/").Replace(tile.Path())
}

// A servedLog is a tlog.TileReader, which keeps the tiles that the reader found right.
type servedLog struct {
	url, token string
	right      map[tlog.Tile][]byte
}

func (log *servedLog) Height() int { return height }

func (log *servedLog) ReadTiles(tiles []tlog.Tile) (data [][]byte, err error) {
	for _, tile := range tiles {
		hashes, known := log.right[tile]
		if !known {
			if hashes, err = log.get(path(tile)); err != nil {
				return nil, err
			}
		}
		data = append(data, hashes)
	}
	return data, nil
}

func (log *servedLog) SaveTiles(tiles []tlog.Tile, data [][]byte) {
	for i, tile := range tiles {
		log.right[tile] = data[i]
	}
}

func (log *servedLog) proof(query string) []tlog.Hash {
	var proof struct{ Hashes []tlog.Hash }
	text, err := log.get(query)
	must(err, query)
	must(json.Unmarshal(text, &proof), query)
	return proof.Hashes
}

func (log *servedLog) get(path string) ([]byte, error) {
	request, err := http.NewRequest("GET", log.url+"/"+path, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("X-User-Token", log.token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s is %s: %s", path, response.Status, body)
	}
	return body, err
}

func must(err error, what ...any) {
	if err != nil {
		fail(append(what, ": ", err)...)
	}
}

func fail(sentence ...any) {
	fmt.Fprintln(os.Stderr, "Wrong: "+fmt.Sprint(sentence...))
	os.Exit(1)
}
