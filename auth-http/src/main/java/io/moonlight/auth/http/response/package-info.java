/** Internal: answers, errors and their texts. */
@NullMarked
package io.moonlight.auth.http.response;

import org.jspecify.annotations.NullMarked;
