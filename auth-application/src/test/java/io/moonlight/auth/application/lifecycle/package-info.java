/** The life of sessions, held to a model: for tests of this project on any store. */
package io.moonlight.auth.application.lifecycle;
