package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
)

// A client without a server: what it is told to do it has done.
type stub struct{ tell func(object) }

func (s stub) Call(kind string, with object, accessToken string) error {
	switch kind {
	case "join":
		s.tell(object{"joined": object{"participation": "ann-1"}})
		if accessToken != "token" || with["room"] != "blue" {
			return errors.New("the join came without its room or its token")
		}
		return nil
	case "leave":
		s.tell(object{"roomLeft": object{"reason": object{"code": 1101}}})
		return nil
	case "end":
		return errors.New("PERMISSION_DENIED")
	case "dispose":
		panic("no room")
	}
	return ErrUnsupported
}

func TestEveryCommandIsAnsweredOnce(t *testing.T) {
	commandsIn, commands := io.Pipe()
	answers, out := io.Pipe()
	open := func(url, room, participant, role string, tell func(object)) Room {
		if url != "ws://there" || room != "blue" || participant != "ann" || role != "ROLE_HOST" {
			t.Errorf("opened with %q %q %q %q", url, room, participant, role)
		}
		return stub{tell}
	}
	go run(open, commandsIn, out)
	lines := bufio.NewScanner(answers)
	for _, step := range []struct{ command, kinds string }{
		{`{"id":1,"hello":{"version":"1.0"}}`, "ready"},
		{`{"id":2,"open":{"world":"w","url":"ws://there","seats":[{"name":"ann","participant":"ann","role":"ROLE_HOST"}]}}`, "done"},
		{`{"id":3,"act":{"world":"w","action":{"seat":"ann","join":{"room":"blue"}},"accessToken":"token"}}`, "told done"},
		{`{"id":4,"act":{"world":"w","action":{"seat":"ann","end":{}},"accessToken":""}}`, "refused"},
		{`{"id":5,"act":{"world":"w","action":{"seat":"ann","leave":{}},"accessToken":""}}`, "told done"},
		{`{"id":6,"act":{"world":"w","action":{"seat":"ann","dispose":{}},"accessToken":""}}`, "broken"},
		{`{"id":7,"act":{"world":"w","action":{"seat":"ann","sync":{}},"accessToken":""}}`, "unsupported"},
		{`{"id":8,"act":{"world":"w","action":{"seat":"ann"},"accessToken":""}}`, "unsupported"},
		{`{"id":9}`, "unsupported"},
		{`{"id":10,"settle":{"world":"w"}}`, "done"},
		{`{"id":11,"close":{"world":"w"}}`, "done"},
	} {
		go io.WriteString(commands, step.command+"\n")
		said := ""
		for said != step.kinds {
			if !lines.Scan() {
				t.Fatalf("%s: no more than %q", step.command, said)
			}
			var message object
			if err := json.Unmarshal(lines.Bytes(), &message); err != nil {
				t.Fatal(err)
			}
			for kind := range message {
				if kind != "id" && said != "" {
					said += " "
				}
				if kind != "id" {
					said += kind
				}
			}
			if !strings.HasPrefix(step.kinds, said) {
				t.Fatalf("%s: %q, not %q", step.command, said, step.kinds)
			}
		}
	}
}
