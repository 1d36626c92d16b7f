// A testee: drives the client SDK behind Room, by the suite's commands in lines of JSON. Standard error is a log.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
)

type object = map[string]any
type speaker func(id any, kind string, what object)

// Makes the room object that a join begins; it tells every event at once.
func join(open Open, there object, seat string, room any, say speaker) (made Room) {
	tell := func(event object) { say(0, "told", object{"world": there["world"], "seat": seat, "event": event}) }
	for _, one := range there["seats"].([]any) {
		if who := one.(object); who["name"] == seat {
			made = open(there["url"].(string), room.(string), who["participant"].(string), who["role"].(string), tell)
		}
	}
	return made
}

// Makes a call, and says how it ended. A panic is a call that threw.
func act(id any, room Room, kind string, with object, accessToken string, say speaker) {
	defer func() {
		if threw := recover(); threw != nil {
			say(id, "broken", object{"why": fmt.Sprint(threw)})
		}
	}()
	answer, why := "done", object{}
	if err := room.Call(kind, with, accessToken); err == ErrUnsupported {
		answer = "unsupported"
	} else if err != nil {
		answer, why = "refused", object{"why": err.Error()}
	}
	say(id, answer, why)
}

func run(open Open, in io.Reader, out io.Writer) {
	worlds, rooms := map[any]object{}, map[string]Room{} // the open commands; the rooms, by world and seat
	say := func(id any, kind string, what object) {
		line, _ := json.Marshal(object{"id": id, kind: what})
		out.Write(append(line, '\n')) // at once: several calls may end at the same time
	}
	lines := json.NewDecoder(in)
	for command := (object{}); lines.Decode(&command) == nil; command = (object{}) {
		id := command["id"]
		told, _ := command["act"].(object)
		action, _ := told["action"].(object)
		switch {
		case command["hello"] != nil:
			say(id, "ready", object{"version": "1.0", "name": "go client", "unsupported": unsupported})
		case len(action) == 2: // a seat, and what it does
			seat, there := action["seat"].(string), worlds[told["world"]]
			room := fmt.Sprint(told["world"], "/", seat)
			delete(action, "seat")
			for kind, with := range action {
				if kind == "join" {
					rooms[room] = join(open, there, seat, with.(object)["room"], say)
				}
				go act(id, rooms[room], kind, with.(object), fmt.Sprint(told["accessToken"]), say)
			}
		case command["open"] != nil:
			world := command["open"].(object)
			worlds[world["world"]] = world
			fallthrough
		case command["settle"] != nil || command["close"] != nil:
			say(id, "done", object{})
		default:
			say(id, "unsupported", object{})
		}
	}
}

func main() { run(openRoom, os.Stdin, os.Stdout) }
