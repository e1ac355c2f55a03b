/** Internal: reads requests, with their headers, their JSON and their fields. */
package io.moonlight.auth.http.request;
