/** Internal: the calls of the API, and who may make them. */
@NullMarked
package io.moonlight.auth.http.route;

import org.jspecify.annotations.NullMarked;
