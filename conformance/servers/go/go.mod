module server

go 1.24

require (
	github.com/coder/websocket v1.8.15
	google.golang.org/protobuf v1.36.12
)
