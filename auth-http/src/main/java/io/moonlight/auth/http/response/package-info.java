/** Internal: answers, errors and their texts. */
package io.moonlight.auth.http.response;
