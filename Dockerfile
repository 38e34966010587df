FROM node:24-bookworm-slim AS front-end
WORKDIR /vig
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json ./
COPY static static
COPY templates templates
RUN npm run build

FROM python:3.11-slim-bookworm
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 VIG_DATA=/data
WORKDIR /vig
RUN useradd --system --create-home vig && mkdir /data /keys /anchors && chown vig /data /keys /anchors
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY manage.py ./
COPY vig vig
COPY media_pipeline media_pipeline
COPY cases cases
COPY supervision supervision
COPY templates templates
COPY --from=front-end /vig/static/build static/build
USER vig
RUN python manage.py collectstatic --no-input -v0
CMD ["python", "manage.py", "serve", "web"]
