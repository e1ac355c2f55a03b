/** Takes over a database that was created by the Python plan: {@code migrate --from-plan}. */
package io.moonlight.auth.bootstrap.plan;
