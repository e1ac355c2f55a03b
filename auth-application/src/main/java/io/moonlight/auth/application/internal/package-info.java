/** What the use cases share. Public for the packages of this module alone, not for embedders. */
@NullMarked
package io.moonlight.auth.application.internal;

import org.jspecify.annotations.NullMarked;
