module system

go 1.21
