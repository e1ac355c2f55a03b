/** Rate limits that survive an outage of their store. */
package io.moonlight.auth.application.limit;
