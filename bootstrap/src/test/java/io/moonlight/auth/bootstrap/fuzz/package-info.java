/** Mutated requests, made from those that the API documents, and what every answer to them must be. */
package io.moonlight.auth.bootstrap.fuzz;
