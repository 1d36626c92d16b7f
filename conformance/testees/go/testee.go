// A testee: drives the client SDK behind Room, as a suite tells it to in lines of JSON; standard error is a log.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
)

type object = map[string]any

type testee struct {
	open   Open
	out    io.Writer
	worlds map[string]object
	rooms  map[string]Room // by world and seat
}

func (t *testee) say(id any, kind string, what object) {
	line, _ := json.Marshal(object{"id": id, kind: what})
	t.out.Write(append(line, '\n')) // at once: several calls may end at the same time
}

// The room object that an action is about; a join makes a new one, which tells every event at once.
func (t *testee) room(world, seat string, join any) Room {
	for _, one := range t.worlds[world]["seats"].([]any) {
		if who := one.(object); join != nil && who["name"] == seat {
			tell := func(event object) { t.say(0, "told", object{"world": world, "seat": seat, "event": event}) }
			url, room := t.worlds[world]["url"].(string), join.(object)["room"].(string)
			t.rooms[world+"/"+seat] = t.open(url, room, who["participant"].(string), who["role"].(string), tell)
		}
	}
	return t.rooms[world+"/"+seat]
}

// Makes a call, and says how it ended when it has. A panic is a call that threw.
func (t *testee) act(id any, room Room, kind string, what object, accessToken string) {
	defer func() {
		if threw := recover(); threw != nil {
			t.say(id, "broken", object{"why": fmt.Sprint(threw)})
		}
	}()
	answer, with := "done", object{}
	if err := room.Call(kind, what, accessToken); err == ErrUnsupported {
		answer = "unsupported"
	} else if err != nil {
		answer, with = "refused", object{"why": err.Error()}
	}
	t.say(id, answer, with)
}

func (t *testee) take(id any, kind string, what object) {
	world, _ := what["world"].(string)
	action, _ := what["action"].(object)
	switch {
	case kind == "hello":
		t.say(id, "ready", object{"version": "1.0", "name": "go client", "unsupported": unsupported})
	case kind == "act" && len(action) == 2:
		room := t.room(world, action["seat"].(string), action["join"])
		delete(action, "seat")
		for call, with := range action {
			go t.act(id, room, call, with.(object), fmt.Sprint(what["accessToken"]))
		}
	case kind == "open" || kind == "settle" || kind == "close":
		if kind == "open" {
			t.worlds[world] = what
		}
		t.say(id, "done", object{})
	default:
		t.say(id, "unsupported", object{})
	}
}

func run(open Open, in io.Reader, out io.Writer) {
	t := &testee{open: open, out: out, worlds: map[string]object{}, rooms: map[string]Room{}}
	for lines := json.NewDecoder(in); ; {
		command := object{}
		if lines.Decode(&command) != nil {
			return
		}
		id, kind, what := command["id"], "", object{}
		delete(command, "id")
		for key, value := range command {
			kind, what = key, value.(object)
		}
		t.take(id, kind, what)
	}
}

func main() { run(openRoom, os.Stdin, os.Stdout) }
