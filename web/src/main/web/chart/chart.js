import './chart.css';
import './goals.css';
import './page.js';
