/** The HTTP API as a Javalin plugin: routes, strict JSON, errors in one envelope, and the defaults of a good server. */
package io.moonlight.auth.http;
