/** Internal: the calls of the API, and who may make them. */
package io.moonlight.auth.http.route;
