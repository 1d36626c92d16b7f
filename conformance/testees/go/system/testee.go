// A testee of a whole system: drives its clients and its back end, by a suite's commands in lines of JSON. Standard error is a log.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
)

type object = map[string]any
type speaker func(id any, kind string, what object)

// One meeting place: the open command, who sits there by now, and when the last call of each seat has ended.
type world struct {
	open    object
	persons map[string]*Person
	ended   map[string]chan bool
}

// Begins a call behind the seat's earlier ones. A join begins a new client of the seat, which tells every event at once.
func (w world) begin(id any, seat, kind string, with object, say speaker) {
	name := text(w.open["world"])
	tell := func(event object) { say(0, "told", object{"world": name, "seat": seat, "event": event}) }
	for _, one := range w.open["seats"].([]any) {
		if who := one.(object); kind == "join" && who["name"] == seat {
			w.persons[seat] = connect(w.open, who, tell)
		}
	}
	person, before, ended := w.persons[seat], w.ended[seat], make(chan bool)
	w.ended[seat] = ended
	go func() {
		defer close(ended)
		if before != nil {
			<-before
		}
		act(id, person, name, kind, with, say)
	}()
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
		name := text(what["world"])
		switch kind {
		case "hello":
			say(id, "ready", ready)
		case "act":
			action, _ := what["action"].(object)
			doing, with := kindOf(action, "seat")
			worlds[name].begin(id, text(action["seat"]), doing, with, say)
		case "open":
			worlds[name] = world{what, map[string]*Person{}, map[string]chan bool{}}
			say(id, "done", object{})
		case "close":
			for _, person := range worlds[name].persons {
				person.HangUp()
			}
			delete(worlds, name)
			fallthrough
		case "settle":
			say(id, "done", object{})
		default:
			say(id, "unsupported", object{})
		}
	}
}

func main() { run(os.Stdin, os.Stdout) }
