/** A real SMTP server inside the test's own process, for the tests of this module and of those that send mails. */
package io.moonlight.auth.smtp.testkit;
