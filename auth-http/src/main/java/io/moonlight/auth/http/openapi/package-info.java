/** Internal: the OpenAPI document. */
package io.moonlight.auth.http.openapi;
