/** Binds the HTTP API to Javalin as a plugin, and gives a server the defaults and limits that it needs. */
package io.moonlight.auth.http.javalin;
