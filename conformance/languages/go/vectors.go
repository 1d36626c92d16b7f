// The wire vectors, held against the types that were generated for Go: go run . FOLDER
package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"

	_ "vectors/gen/adjourn/v1"
)

type vector struct {
	Name, Message, Hex        string
	Rewritten, WithoutUnknown *string // no bytes are something else than no word of them
	JSON                      json.RawMessage
}

func or(text *string, otherwise string) string {
	if text == nil {
		return otherwise
	}
	return *text
}

func empty(v vector) proto.Message {
	kind, err := protoregistry.GlobalTypes.FindMessageByName(protoreflect.FullName(v.Message))
	if err != nil {
		panic(v.Message + ": " + err.Error())
	}
	return kind.New().Interface()
}

func written(message proto.Message) string {
	data, err := proto.MarshalOptions{Deterministic: true}.Marshal(message)
	if err != nil {
		return err.Error()
	}
	return hex.EncodeToString(data)
}

// faults says what is wrong with a vector: encoded again, and read from JSON.
func faults(v vector) (found []string) {
	kept := or(v.Rewritten, v.Hex)
	dropped := or(v.WithoutUnknown, kept)
	data, _ := hex.DecodeString(v.Hex)
	message := empty(v)
	if err := proto.Unmarshal(data, message); err != nil {
		return []string{v.Name + ": " + err.Error()}
	}
	if again := written(message); again != kept && again != dropped {
		found = append(found, fmt.Sprintf("%s: %s, not %s", v.Name, again, kept))
	}
	message = empty(v)
	if err := protojson.Unmarshal(v.JSON, message); err != nil {
		found = append(found, v.Name+", from JSON: "+err.Error())
	} else if again := written(message); again != dropped {
		found = append(found, fmt.Sprintf("%s, from JSON: %s, not %s", v.Name, again, dropped))
	}
	return found
}

func main() {
	files, _ := filepath.Glob(filepath.Join(os.Args[1], "*.json"))
	count, wrong := 0, 0
	for _, file := range files {
		text, _ := os.ReadFile(file)
		var vectors []vector
		if err := json.Unmarshal(text, &vectors); err != nil {
			panic(file + ": " + err.Error())
		}
		for _, v := range vectors {
			var found []string
			if filepath.Base(file) == "undecodable.json" {
				data, _ := hex.DecodeString(v.Hex)
				if proto.Unmarshal(data, empty(v)) == nil {
					found = []string{v.Name + ": was decoded"}
				}
			} else {
				found = faults(v)
			}
			count, wrong = count+1, wrong+len(found)
			for _, fault := range found {
				fmt.Println(fault)
			}
		}
	}
	fmt.Printf("%d vectors, %d faults\n", count, wrong)
	if wrong > 0 || count == 0 {
		os.Exit(1)
	}
}
