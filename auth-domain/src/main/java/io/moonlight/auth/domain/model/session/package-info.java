/** Sessions, refresh-token rotation and what a token claims. */
package io.moonlight.auth.domain.model.session;
