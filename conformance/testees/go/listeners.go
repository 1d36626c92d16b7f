package main

import (
	"fmt"
	"sync"
)

const throw = "LISTENER_REACTION_THROW"

// The calls that the application makes from inside a listener, as actions.
var calls = map[any]object{
	"LISTENER_REACTION_LEAVE":   {"leave": object{}},
	"LISTENER_REACTION_DISPOSE": {"dispose": object{}},
	"LISTENER_REACTION_JOIN":    {"join": object{"room": "blue"}},
}

var events = map[any]string{
	"LISTENED_EVENT_JOINED":             "joined",
	"LISTENED_EVENT_PARTICIPANT_JOINED": "participantJoined",
	"LISTENED_EVENT_PARTICIPANT_LEFT":   "participantLeft",
	"LISTENED_EVENT_ROOM_LEFT":          "roomLeft",
}

// What the application does from inside a listener: a command says it beforehand, and it is done when the event is told.
type listeners struct {
	mutex   sync.Mutex
	waiting []armed
}

type armed struct {
	key                   string // the world, the seat and the event
	id, does, accessToken any
}

// Notes a command until its event comes.
func (l *listeners) wait(t *testee, id, world any, seat string, with object, accessToken any) {
	event, does := events[with["event"]], with["reaction"]
	if event == "" || calls[does] == nil && does != throw {
		t.say(id, "unsupported", object{})
		return
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.waiting = append(l.waiting, armed{fmt.Sprint(world, "/", seat, "/", event), id, does, accessToken})
}

// To be called from inside the SDK's listener, when the event has been passed on. A call of Go's blocks until it has ended, so the
// application makes it beside its listener; where it throws in other languages, it panics.
func (l *listeners) told(t *testee, world any, seat string, event object) {
	due := l.take(world, seat, event)
	switch {
	case due == nil:
	case due.does == throw:
		t.say(due.id, "done", object{})
		panic("a listener of the application panics")
	default:
		t.begin(due.id, world, seat, calls[due.does], due.accessToken)
	}
}

func (l *listeners) take(world any, seat string, event object) *armed {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	for place, one := range l.waiting {
		for kind := range event {
			if one.key == fmt.Sprint(world, "/", seat, "/", kind) {
				l.waiting = append(l.waiting[:place:place], l.waiting[place+1:]...)
				return &one
			}
		}
	}
	return nil
}
