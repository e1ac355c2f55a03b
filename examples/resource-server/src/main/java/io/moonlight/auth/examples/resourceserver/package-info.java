/** An example: a service that checks access tokens, and has neither users nor a database. */
package io.moonlight.auth.examples.resourceserver;
