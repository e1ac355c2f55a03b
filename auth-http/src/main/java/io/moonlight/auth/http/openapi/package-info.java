/** Internal: the OpenAPI document. */
@NullMarked
package io.moonlight.auth.http.openapi;

import org.jspecify.annotations.NullMarked;
