/** Binds the HTTP API to Javalin as a plugin, and gives a server the defaults and limits that it needs. */
@NullMarked
package io.moonlight.auth.http.javalin;

import org.jspecify.annotations.NullMarked;
