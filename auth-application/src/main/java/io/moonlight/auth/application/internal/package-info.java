/** What the use cases share. Public for the packages of this module alone, not for embedders. */
package io.moonlight.auth.application.internal;
