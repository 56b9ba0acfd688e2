import { render } from 'preact';
import { App } from './app.tsx';
import { SETTING_NAME } from './setting.ts';

const { content = '' } = document.querySelector<HTMLMetaElement>(`meta[name="${SETTING_NAME}"]`) ?? {};
render(<App setting={JSON.parse(content)} />, document.body);
