package main

import (
	"html/template"
	"log"
	"net/http"
	"os"
	"strings"
)

func main() {
	port := env("PORT", "8000")
	parties := env("CLERK_AUTHORIZED_PARTIES", "http://localhost:"+port)
	clerk, err := NewClerk(os.Getenv("CLERK_JWT_KEY"), strings.Fields(strings.ReplaceAll(parties, ",", " ")))
	if err != nil {
		log.Fatal(err)
	}

	api := http.NewServeMux()
	api.HandleFunc("/api/orders", clerk.RequireSession(orders))
	api.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		answer(w, http.StatusNotFound, map[string]string{"error": "not found"})
	})
	http.Handle("/api/", clerk.CORS(api))
	http.Handle("/static/", http.StripPrefix("/static/", http.FileServer(http.Dir("static"))))
	http.HandleFunc("/", page)
	log.Printf("http://localhost:%s", port)
	log.Fatal(http.ListenAndServe("localhost:"+port, nil))
}

func orders(w http.ResponseWriter, r *http.Request) {
	claims := Session(r)
	// In your application: from a database, by the session's user.
	items, status := []string{"Anvil"}, http.StatusOK
	if r.Method == http.MethodPost {
		items, status = append(items, r.FormValue("item")), http.StatusCreated
	}
	answer(w, status, map[string]interface{}{"user": claims.Subject, "session": claims.SessionID, "orders": items})
}

var orderPage = template.Must(template.ParseFiles("orders.html"))

func page(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/" {
		http.NotFound(w, r)
		return
	}
	orderPage.Execute(w, map[string]string{
		"Key":   os.Getenv("CLERK_PUBLISHABLE_KEY"),
		"Proxy": os.Getenv("CLERK_PROXY_URL"),
		"API":   os.Getenv("API_ORIGIN"),
	})
}

func env(name, byDefault string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return byDefault
}
