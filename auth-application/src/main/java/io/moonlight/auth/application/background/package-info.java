/** The work beside the calls: delivery of mails, and removal of expired data. */
package io.moonlight.auth.application.background;
