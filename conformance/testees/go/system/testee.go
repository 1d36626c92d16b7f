// A testee of a whole system: drives its clients and its back end, by a suite's commands in lines of JSON. Standard error is a log.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

type object = map[string]any
type speaker func(id any, kind string, what object)

// errUnsupported is for what the system has no call for; name it in `unsupported` too.
var errUnsupported = errors.New("there is no such call")

// One meeting place: the open command, and who sits there by now.
type world struct {
	name    string
	open    object
	persons map[string]*Person
}

// Who acts: a join begins a new client of the seat, which tells every event at once.
func (w world) person(seat, kind string, say speaker) *Person {
	tell := func(event object) { say(0, "told", object{"world": w.name, "seat": seat, "event": event}) }
	seats, _ := w.open["seats"].([]any)
	for _, one := range seats {
		if who := one.(object); kind == "join" && who["name"] == seat {
			w.persons[seat] = connect(w.open, who, tell)
		}
	}
	return w.persons[seat]
}

// Makes a call, and says how it ended. A panic is a call that threw.
func act(id any, person *Person, world, kind string, with object, say speaker) {
	defer func() {
		if threw := recover(); threw != nil {
			say(id, "broken", object{"why": fmt.Sprint(threw)})
		}
	}()
	answer, why := "done", object{}
	if err := call(person, world, kind, with); err == errUnsupported {
		answer = "unsupported"
	} else if err != nil {
		answer, why = "refused", object{"why": err.Error(), "native": err.Error()} // the vendor's own word for why
	}
	say(id, answer, why)
}

// A command is a number, an action is a seat; and what is to be done stands beside it.
func kindOf(message object, beside string) (kind string, what object) {
	for key, value := range message {
		if key != beside {
			kind, what = key, value.(object)
		}
	}
	return kind, what
}

func text(value any) string { is, _ := value.(string); return is }

func run(in io.Reader, out io.Writer) {
	worlds := map[string]world{}
	say := func(id any, kind string, what object) {
		line, _ := json.Marshal(object{"id": id, kind: what})
		out.Write(append(line, '\n')) // at once: several calls may end at the same time
	}
	lines := json.NewDecoder(in)
	for command := (object{}); lines.Decode(&command) == nil; command = (object{}) {
		id := command["id"]
		kind, what := kindOf(command, "id")
		there := worlds[text(what["world"])]
		switch kind {
		case "hello":
			say(id, "ready", ready)
			continue
		case "act":
			action, _ := what["action"].(object)
			doing, with := kindOf(action, "seat")
			go act(id, there.person(text(action["seat"]), doing, say), there.name, doing, with, say)
			continue
		case "open":
			worlds[text(what["world"])] = world{text(what["world"]), what, map[string]*Person{}}
		case "close":
			delete(worlds, there.name)
			for _, person := range there.persons {
				person.HangUp()
			}
		case "settle":
		default:
			say(id, "unsupported", object{})
			continue
		}
		say(id, "done", object{})
	}
}

func main() { run(os.Stdin, os.Stdout) }
