/** The work beside the calls: delivery of mails, and removal of expired data. */
@NullMarked
package io.moonlight.auth.application.background;

import org.jspecify.annotations.NullMarked;
