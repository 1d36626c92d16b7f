// A testee: drives the client SDK behind Room, by the suite's commands in lines of JSON. Standard error is a log.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"sync"
)

type object = map[string]any

type testee struct {
	open   Open
	out    io.Writer
	worlds sync.Map // the open commands, by their worlds; the SDK tells its events from goroutines of its own
	rooms  sync.Map // the rooms, by world and seat
	inside listeners
}

func (t *testee) say(id any, kind string, what object) {
	line, _ := json.Marshal(object{"id": id, kind: what})
	t.out.Write(append(line, '\n')) // at once: several calls may end at the same time
}

// A panic is a call that threw. One in a goroutine of the SDK's own ends this process, as it ends any application: nobody can catch it.
func (t *testee) recovered(id any) {
	if threw := recover(); threw != nil {
		t.say(id, "broken", object{"why": fmt.Sprint(threw)})
	}
}

// Makes the room object that a join begins. It tells every event at once; then the application may do something inside its listener.
func (t *testee) join(world any, seat string, room any) (made Room) {
	tell := func(event object) {
		t.say(0, "told", object{"world": world, "seat": seat, "event": event})
		t.inside.told(t, world, seat, event)
	}
	there, _ := t.worlds.Load(world)
	for _, one := range there.(object)["seats"].([]any) {
		if who := one.(object); who["name"] == seat {
			made = t.open(there.(object)["url"].(string), room.(string), who["participant"].(string), who["role"].(string), tell)
		}
	}
	return made
}

// Begins the call that an action names: calls of the SDK last until they have ended.
func (t *testee) begin(id, world any, seat string, action object, accessToken any) {
	defer t.recovered(id)
	for kind, value := range action {
		with, _ := value.(object)
		key := fmt.Sprint(world, "/", seat)
		switch kind {
		case "seat":
			continue
		case "listener":
			t.inside.wait(t, id, world, seat, with, accessToken)
			return
		case "join":
			t.rooms.Store(key, t.join(world, seat, with["room"]))
		}
		room, _ := t.rooms.Load(key)
		go t.act(id, room, kind, with, fmt.Sprint(accessToken))
	}
}

// Makes a call, and says how it ended.
func (t *testee) act(id, room any, kind string, with object, accessToken string) {
	defer t.recovered(id)
	answer, why := "done", object{}
	if err := room.(Room).Call(kind, with, accessToken); err == ErrUnsupported {
		answer = "unsupported"
	} else if err != nil {
		answer, why = "refused", object{"why": err.Error()}
	}
	t.say(id, answer, why)
}

func (t *testee) take(command object) {
	id := command["id"]
	told, _ := command["act"].(object)
	action, _ := told["action"].(object)
	switch {
	case command["hello"] != nil:
		t.say(id, "ready", object{"version": "1.0", "name": "go client", "unsupported": unsupported})
	case len(action) == 2: // a seat, and what it does
		t.begin(id, told["world"], action["seat"].(string), action, told["accessToken"])
	case command["open"] != nil:
		world := command["open"].(object)
		t.worlds.Store(world["world"], world)
		fallthrough
	case command["settle"] != nil || command["close"] != nil:
		t.say(id, "done", object{})
	default:
		t.say(id, "unsupported", object{})
	}
}

func run(open Open, in io.Reader, out io.Writer) {
	t := testee{open: open, out: out}
	for lines := bufio.NewReader(in); ; {
		line, over := lines.ReadBytes('\n')
		command := object{}
		if json.Unmarshal(line, &command) == nil {
			t.take(command)
		} else if over != nil {
			return
		} else {
			log.Printf("no command: %s", line)
		}
	}
}

func main() { run(openRoom, os.Stdin, os.Stdout) }
