/** Internal: reads requests, with their headers, their JSON and their fields. */
@NullMarked
package io.moonlight.auth.http.request;

import org.jspecify.annotations.NullMarked;
