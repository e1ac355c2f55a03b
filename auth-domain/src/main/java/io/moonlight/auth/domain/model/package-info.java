/** The values of the core. One that exists is valid; a change is a new value; nothing personal shows in toString. */
package io.moonlight.auth.domain.model;
